/** Undo steps of the running transactions, innermost last. Without a transaction a write is final at once. */
export interface UndoLog {
  record(undo: () => void): void;
  /** Runs `work`; a throw undoes what it wrote, newest first. */
  run<T>(work: () => T): T;
}

export function createUndoLog(): UndoLog {
  const steps: (() => void)[] = [];
  let depth = 0;
  return {
    record(undo) {
      if (depth > 0) steps.push(undo);
    },
    run(work) {
      const mark = steps.length;
      depth += 1;
      try {
        return work();
      } catch (error) {
        while (steps.length > mark) steps.pop()!();
        throw error;
      } finally {
        depth -= 1;
        if (depth === 0) steps.length = 0;
      }
    },
  };
}

/** A table in memory: rows by key, kept in the order of first insertion (an update keeps the place), every write undoable. */
export interface MemoryTable<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  /** A copy, in order of first insertion. */
  values(): V[];
}

export function createMemoryTable<V>(undo: UndoLog): MemoryTable<V> {
  const rows = new Map<string, { ord: number; value: V }>();
  let nextOrd = 1;
  const restore = (key: string): (() => void) => {
    const before = rows.get(key);
    return () => {
      if (before) rows.set(key, before);
      else rows.delete(key);
    };
  };
  return {
    get: (key) => rows.get(key)?.value,
    set(key, value) {
      undo.record(restore(key));
      const before = rows.get(key);
      rows.set(key, { ord: before?.ord ?? nextOrd++, value });
    },
    delete(key) {
      undo.record(restore(key));
      rows.delete(key);
    },
    values: () => [...rows.values()].sort((a, b) => a.ord - b.ord).map((row) => row.value),
  };
}
