import { intentKey } from '#components/signing/intent-key';
import { ApiError } from '#lib/api-client';
import { recallReport } from '#lib/reports/client';

interface Recallable {
  domain: string;
  appointmentId: string;
  /** The final to be recalled. */
  version: number;
}

/** Takes a final back while it is held: null when it is done, else why not. The server decides, by its own clock. */
export async function recall({ domain, appointmentId, version }: Recallable): Promise<string | null> {
  const intent = { domain, appointmentId, action: 'recall', version, text: '', overrides: [] } as const;
  try {
    await recallReport(domain, appointmentId, { idempotencyKey: await intentKey(intent), version });
    return null;
  } catch (error) {
    return error instanceof ApiError ? error.message : 'The page failed.';
  }
}
