import type { Instrumentation } from 'next';

/** A page that failed, in our own log: which, and the reference that its reader sees. Never the message. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'edge') return;
  const { log } = await import('#lib/log');
  const reference = error instanceof Error && 'digest' in error ? error.digest : null;
  const correlationId = request.headers['x-correlation-id'] ?? null;
  log().error({ correlationId, page: context.routePath, reference }, 'page failed');
};
