import { DomainError } from '#lib/errors';
import type { FoundProblem } from '#lib/settings/problems';

/** Throws `bad_request` with a pointer for each problem; nothing when there is none. */
export function refuseProblems(problems: readonly FoundProblem[]): void {
  if (problems.length === 0) return;
  const errors = problems.map(({ path, problem }) => ({
    pointer: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: problem,
  }));
  throw new DomainError('bad_request', errors.map(({ detail }) => detail).join('; '), { errors });
}
