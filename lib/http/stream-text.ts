import { sqlState } from '#lib/errors';
import type { Exchange } from '#lib/http/exchange';
import { log } from '#lib/log';

/**
 * A body that is made while it is sent: no text is asked for before the one before it has left, and none after the
 * reader has gone. When making it fails the connection breaks off, so that half a body is never taken for the whole.
 */
export function streamText(exchange: Exchange, texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await texts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        log().error({ correlationId: exchange.correlationId, sqlState: sqlState(error) }, 'an answer broke off');
        throw error;
      }
    },
    cancel: async () => void (await texts.return(undefined)),
  });
}
