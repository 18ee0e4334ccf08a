import type { Exchange } from '#lib/http/exchange';
import type { Actor } from '#lib/identity/actor';
import { log } from '#lib/log';
import type { Operation } from '#lib/operation';

/** The one log line of a request: which operation, who, how it ended. Never a path, a query or a body. */
export function logAnswer(exchange: Exchange, operation: Operation, actor: Actor | null, status: number): void {
  log().info({
    correlationId: exchange.correlationId,
    operation: operation.id,
    principal: actor?.principal ?? null,
    status,
    ms: Math.round(performance.now() - exchange.startedAt),
  });
}
