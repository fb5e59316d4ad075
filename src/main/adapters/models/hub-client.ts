import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';
import type { HubFile, ModelHub } from '../../ports/model-hub.ts';
import type { HttpAnswer, HttpClient } from './http-client.ts';

/** `GET /api/models/{repository}/revision/{revision}?blobs=true` of the Hugging Face hub, as far as it is needed. */
const RepositoryInfo = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().int().nonnegative().nullish(),
      blobId: z.string().nullish(),
      lfs: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().nonnegative() }).nullish(),
    }),
  ),
});
const LONGEST_LISTING_BYTES = 5_000_000;

/** Speaks the hub's interface to the hub, or to a mirror: one that knows the listing, or one that only serves files by the same paths. */
export function createHubClient(http: HttpClient, base: string): ModelHub {
  const at = (path: string): URL => new URL(`${base.replace(/\/+$/, '')}/${path}`);
  const fileUrl = (repository: string, revision: string, path: string): URL =>
    at(`${repository}/resolve/${encodeURIComponent(revision)}/${path.split('/').map(encodeURIComponent).join('/')}`);

  /** What the headers of a file say: digests stand in the entity tags, the hub's own in `x-linked-*`. */
  const headOf = async (
    repository: string,
    revision: string,
    path: string,
    signal: CancelSignal | undefined,
  ): Promise<(HubFile & { commit: string | undefined }) | undefined> => {
    const url = fileUrl(repository, revision, path);
    // The hub's answer, not that of the store it leads to, has the digest.
    const first = await http.request(url, { method: 'HEAD', signal, follow: false });
    first.discard();
    const isRedirect = first.status >= 300 && first.status < 400;
    const last = isRedirect ? await http.request(url, { method: 'HEAD', signal }) : first;
    last.discard();
    if (last.status === 404) return undefined;
    refuse(last);
    const header = (name: string): string | undefined => {
      const value = first.headers[name] ?? last.headers[name];
      return typeof value === 'string' ? value.replace(/^(W\/)?"|"$/g, '') : undefined;
    };
    const tag = header('x-linked-etag') ?? header('etag') ?? '';
    const bytes = Number(header('x-linked-size') ?? last.headers['content-length'] ?? NaN);
    return {
      path,
      bytes: Number.isFinite(bytes) ? bytes : 0,
      ...(/^[0-9a-f]{64}$/.test(tag) ? { sha256: tag } : {}),
      ...(/^[0-9a-f]{40}$/.test(tag) ? { gitBlob: tag } : {}),
      commit: header('x-repo-commit'),
    };
  };

  return {
    async snapshot(repository, revision, names, signal) {
      const url = at(`api/models/${repository}/revision/${encodeURIComponent(revision)}`);
      url.searchParams.set('blobs', 'true');
      const answer = await http.request(url, { signal, headers: { accept: 'application/json' } });
      if (answer.status === 200) {
        const listed = parseListing(await answer.text(LONGEST_LISTING_BYTES));
        if (listed) return { repository, revision: listed.revision, files: listed.files };
      } else answer.discard();
      // 404 and its like: a mirror that serves files only, or nothing of that name. The files tell.
      if (answer.status >= 500 || answer.status === 429) refuse(answer);
      const files: HubFile[] = [];
      let commit: string | undefined;
      for (const name of names) {
        const head = await headOf(repository, revision, name, signal);
        if (!head) continue;
        commit ??= head.commit;
        files.push(head);
      }
      if (files.length === 0) throw new AppError('model.not-offered', { params: { repository } });
      return { repository, revision: commit ?? revision, files };
    },

    async open({ repository, revision }, file, fromByte, signal) {
      const headers: Record<string, string> = fromByte > 0 ? { range: `bytes=${fromByte}-` } : {};
      const answer = await http.request(fileUrl(repository, revision, file.path), { signal, headers });
      if (answer.status === 206) {
        const start = /^bytes (\d+)-/.exec(answer.headers['content-range'] ?? '')?.[1];
        if (Number(start) === fromByte) return { fromByte, chunks: answer.chunks };
        answer.discard();
        throw new AppError('network.unreachable', { retryable: true, params: { reason: 'range' } });
      }
      if (answer.status === 200) return { fromByte: 0, chunks: answer.chunks };
      answer.discard();
      // More was there than the file has: begin again.
      if (answer.status === 416 && fromByte > 0) return this.open({ repository, revision, files: [] }, file, 0, signal);
      refuse(answer);
      throw new AppError('model.not-offered', { params: { status: answer.status } });
    },
  };
}

function parseListing(text: string): { revision: string; files: HubFile[] } | undefined {
  let parsed;
  try {
    parsed = RepositoryInfo.safeParse(JSON.parse(text));
  } catch {
    return undefined;
  }
  if (!parsed.success) return undefined;
  const files = parsed.data.siblings.map(({ rfilename, size, blobId, lfs }): HubFile => ({
    path: rfilename,
    bytes: lfs?.size ?? size ?? 0,
    ...(lfs ? { sha256: lfs.sha256 } : {}),
    ...(!lfs && blobId && /^[0-9a-f]{40}$/.test(blobId) ? { gitBlob: blobId } : {}),
  }));
  return { revision: parsed.data.sha, files };
}

/** @throws AppError for an answer that is none */
function refuse({ status, headers }: HttpAnswer): void {
  if (status >= 200 && status < 400) return;
  if (status === 407) throw new AppError('network.proxy', { params: { status } });
  if (status === 429 || status >= 500) {
    const seconds = Number(headers['retry-after'] ?? NaN);
    throw new AppError('network.unreachable', {
      retryable: true,
      params: { status, ...(Number.isFinite(seconds) ? { retryAfterMs: Math.min(60, seconds) * 1_000 } : {}) },
    });
  }
  throw new AppError('model.not-offered', { params: { status } });
}
