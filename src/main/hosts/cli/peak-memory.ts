import { readdirSync, readFileSync } from 'node:fs';

/**
 * Peak resident memory of this process and its children alive now (the model's worker), bytes. Children are read from /proc
 * where there is one; elsewhere only this process counts. Peaks are added, so the figure is an upper bound.
 */
export function peakMemoryBytes(): number {
  const own = process.resourceUsage().maxRSS * 1024;
  return own + children(process.pid).reduce((sum, pid) => sum + peakOf(pid), 0);
}

function children(parent: number): number[] {
  try {
    return readdirSync(`/proc/${parent}/task`).flatMap((thread) =>
      readFileSync(`/proc/${parent}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
