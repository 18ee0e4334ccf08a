import { readFile } from 'node:fs/promises';
import type { Context } from '#lib/context';
import { createAppointment } from '#lib/appointments/create-appointment';
import { applySettings } from '#lib/settings/apply-settings';
import { parseSettings } from '#lib/settings/parse-settings';

/**
 * Applies a settings file (operations.md), its appointments too: idempotent, in one transaction. Throws an Error that lists
 * every problem with its path, one a line.
 */
export async function applySettingsFile(
  context: Context,
  path: string,
  variables: Record<string, string | undefined>,
): Promise<{ created: number; updated: number; unchanged: number }> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`The settings file ${path} cannot be read.`, { cause: error });
  });
  const parsed = parseSettings(text, variables);
  if (!parsed.ok) {
    const lines = parsed.problems.map(({ path: where, problem }) => `  ${where || 'file'}: ${problem}`);
    throw new Error([`The settings file ${path} was not applied:`, ...lines].join('\n'));
  }
  return applySettings(context, parsed.settings, {
    applyAppointment: async (tx, organization, { appointmentId, ...fields }) => {
      const created = await createAppointment(context, tx, 'system:settings', organization, appointmentId, fields);
      return created ? 'created' : 'exists';
    },
  });
}
