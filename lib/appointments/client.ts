import { appointmentPath, callApi } from '#lib/api-client';
import type { Appointment, Prior } from '#lib/appointments/contract';

export async function getAppointment(
  domain: string,
  appointmentId: string,
  signal?: AbortSignal,
): Promise<Appointment> {
  return (await (await callApi(appointmentPath(domain, appointmentId), { signal })).json()) as Appointment;
}

/** Earlier reports of the same patient, newest first, without their texts. */
export async function listPriors(domain: string, appointmentId: string, signal?: AbortSignal): Promise<Prior[]> {
  return (await (await callApi(`${appointmentPath(domain, appointmentId)}/priors`, { signal })).json()) as Prior[];
}
