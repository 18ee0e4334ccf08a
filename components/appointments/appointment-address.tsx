/** Where an appointment is reported. */
export const appointmentAddress = ({ domain, appointmentId }: { domain: string; appointmentId: string }): string =>
  `/appointments/${encodeURIComponent(domain)}/${encodeURIComponent(appointmentId)}`;
