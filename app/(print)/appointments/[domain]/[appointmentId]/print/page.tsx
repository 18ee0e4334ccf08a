import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { NotYourReport } from '#components/editor/not-your-report';
import { PREFERENCES } from '#components/session/preferences';
import { PrintView } from '#components/signing/print-view';
import { isZone } from '#components/time/format-time';
import { ZoneProvider } from '#components/time/zone';
import { getAppointment } from '#lib/appointments/get-appointment';
import { isDomainError } from '#lib/errors';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { listOrganizations } from '#lib/identity/list-organizations';
import { type PageSession, requireSession } from '#lib/identity/session';
import { getReport } from '#lib/reports/get-report';

interface Props {
  params: Promise<{ domain: string; appointmentId: string }>;
}

/** Nothing of the patient: titles are printed above pages, and stay in histories. */
export const metadata: Metadata = { title: 'Report to print' };

export default async function Page({ params }: Props) {
  const asked = await params;
  const [name, appointmentId] = [decodeURIComponent(asked.domain), decodeURIComponent(asked.appointmentId)];
  const session = await requireSession();
  const found = await read(session, name, appointmentId).catch(refusalOf);
  if (found === 'not_found') notFound();
  if (typeof found === 'string') return <NotYourReport why={found} />;
  const zone = decodeURIComponent((await cookies()).get(PREFERENCES.zone)?.value ?? '');
  return (
    <ZoneProvider zone={isZone(zone) ? zone : 'UTC'}>
      <PrintView {...found} />
    </ZoneProvider>
  );
}

/** The read is audited. Throws `not_found` without a report, and as `authorizeDomain` does. */
async function read({ context, actor }: PageSession, name: string, appointmentId: string) {
  const domain = authorizeDomain(actor, name, 'appointments:read');
  const [appointment, report, organizations] = await Promise.all([
    getAppointment(context, actor, domain, appointmentId),
    getReport(context, actor, domain, appointmentId),
    listOrganizations(context, actor),
  ]);
  return {
    appointment,
    report,
    organization: organizations.find(({ name: one }) => one === domain)?.description ?? name,
  };
}

function refusalOf(error: unknown): 'not_found' | 'forbidden' | 'insufficient_scope' {
  if (!isDomainError(error)) throw error;
  if (error.code === 'not_found' || error.code === 'forbidden' || error.code === 'insufficient_scope')
    return error.code;
  throw error;
}
