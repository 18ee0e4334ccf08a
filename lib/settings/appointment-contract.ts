import { z } from 'zod';
import { appointmentFields, appointmentIdParam } from '#lib/appointments/contract';

/** An appointment of a settings file: the fields of PUT /appointments/{appointmentId} (contract §4) and its id. */
export const appointmentSettings = z.strictObject({ appointmentId: appointmentIdParam, ...appointmentFields.shape });
export type AppointmentSettings = z.output<typeof appointmentSettings>;
