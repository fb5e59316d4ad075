import { gone, OperationOutcomeError, type SearchRequest, type WithId } from '@medplum/core';
import { type CreateResourceOptions, MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { Issue } from './definitions.ts';

interface Tables {
  resources: Map<string, Map<string, Resource>>;
  history: Map<string, Map<string, Resource[]>>;
}

/**
 * Medplum's in-memory repository with what a server must do and it does not: refuse invalid resources and references to nowhere,
 * undo a failed transaction, remember what was deleted, give a history that does not turn round with every reading.
 */
export class TestRepository extends MemoryRepository {
  readonly #deleted = new Set<string>();
  readonly #validate: (resource: Resource) => Issue[];
  #seeding = false;

  constructor(validate: (resource: Resource) => Issue[]) {
    super();
    this.#validate = validate;
  }

  get #tables(): Tables {
    return this as unknown as Tables;
  }

  /** Takes resources as they are, ids included; references may point forward. @throws on invalid ones: a seed is part of the test */
  async seed(resources: readonly Resource[]): Promise<void> {
    this.#seeding = true;
    for (const resource of resources) await this.updateResource(resource);
    this.#seeding = false;
    for (const resource of resources) this.#check(resource);
  }

  all<T extends Resource>(type: T['resourceType']): T[] {
    return [...(this.#tables.resources.get(type)?.values() ?? [])].map((resource) => structuredClone(resource) as T);
  }

  override async createResource<T extends Resource>(
    resource: T,
    options?: CreateResourceOptions,
    update = false,
  ): Promise<WithId<T>> {
    this.#check(resource);
    const created = await super.createResource(resource, options, update);
    this.#deleted.delete(`${created.resourceType}/${created.id}`);
    return created;
  }

  override async conditionalCreate<T extends Resource>(
    resource: T,
    search: SearchRequest<T>,
    options?: CreateResourceOptions,
  ): Promise<{ resource: WithId<T>; outcome: OperationOutcome }> {
    this.#check(resource);
    return super.conditionalCreate(resource, search, options);
  }

  override async readResource<T extends Resource>(type: string, id: string): Promise<T> {
    if (this.#deleted.has(`${type}/${id}`)) throw new OperationOutcomeError(gone);
    return super.readResource<T>(type, id);
  }

  override async deleteResource(...args: Parameters<MemoryRepository['deleteResource']>): Promise<void> {
    await super.deleteResource(...args);
    this.#deleted.add(`${args[0]}/${args[1]}`);
  }

  override async readHistory<T extends Resource>(type: string, id: string): Promise<Bundle<T>> {
    const versions = (this.#tables.history.get(type)?.get(id) ?? []) as T[];
    if (versions.length === 0) await this.readResource(type, id);
    return {
      resourceType: 'Bundle',
      type: 'history',
      entry: versions.toReversed().map((resource) => ({ resource: structuredClone(resource) })),
    };
  }

  override async withTransaction<T>(callback: (repo: this) => Promise<T>): Promise<T> {
    const before = structuredClone({ resources: this.#tables.resources, history: this.#tables.history });
    const deleted = [...this.#deleted];
    try {
      return await callback(this);
    } catch (error) {
      this.clear();
      before.resources.forEach((value, key) => this.#tables.resources.set(key, value));
      before.history.forEach((value, key) => this.#tables.history.set(key, value));
      this.#deleted.clear();
      deleted.forEach((key) => this.#deleted.add(key));
      throw error;
    }
  }

  #check(resource: Resource): void {
    if (this.#seeding) return;
    const issues = [...this.#validate(resource), ...this.#danglingReferences(resource)];
    if (issues.length > 0)
      throw new OperationOutcomeError({ resourceType: 'OperationOutcome', issue: issues } as OperationOutcome);
  }

  #danglingReferences(resource: Resource): Issue[] {
    const issues: Issue[] = [];
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, child] of Object.entries(value)) {
        if (key === 'reference' && typeof child === 'string' && /^[A-Z][A-Za-z]+\/[^/]+$/.test(child)) {
          const [type, id] = child.split('/') as [string, string];
          if (!this.#tables.resources.get(type)?.has(id))
            issues.push({ severity: 'error', code: 'not-found', details: { text: 'Invalid reference' } });
        } else visit(child);
      }
    };
    visit(resource);
    return issues;
  }
}
