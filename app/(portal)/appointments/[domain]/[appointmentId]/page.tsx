import { dehydrate, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { NotYourReport } from '#components/editor/not-your-report';
import { ReportPage } from '#components/editor/report-page';
import { PageOf } from '#components/session/page-of';
import { PREFERENCES } from '#components/session/preferences';
import { getAppointment } from '#lib/appointments/get-appointment';
import { listPriors } from '#lib/appointments/list-priors';
import { listComments } from '#lib/comments/list-comments';
import { getDraft } from '#lib/drafts/get-draft';
import { isDomainError } from '#lib/errors';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { type PageSession, requireSession } from '#lib/identity/session';
import { appointmentKeys, submissionKeys } from '#lib/query-keys';
import { getReport } from '#lib/reports/get-report';
import { getSubmission } from '#lib/submissions/get-submission';

interface Props {
  params: Promise<{ domain: string; appointmentId: string }>;
}

/** Nothing of the patient: titles stay in histories and on shared screens. */
export const metadata: Metadata = { title: 'Report' };

export default async function Page({ params }: Props) {
  const asked = await params;
  const [name, appointmentId] = [decodeURIComponent(asked.domain), decodeURIComponent(asked.appointmentId)];
  const session = await requireSession();
  const writes = (await cookies()).get(PREFERENCES.writing)?.value === 'plain' ? 'plain' : 'code';
  const found = await prefetch(session, name, appointmentId).catch(refusalOf);
  if (found === 'not_found') notFound();
  if (typeof found === 'string') {
    return (
      <PageOf userId={session.actor.userId}>
        <NotYourReport why={found} />
      </PageOf>
    );
  }
  return (
    <PageOf userId={session.actor.userId} state={dehydrate(found)}>
      <ReportPage key={`${name}/${appointmentId}`} domain={name} appointmentId={appointmentId} writing={writes} />
    </PageOf>
  );
}

function refusalOf(error: unknown): 'not_found' | 'forbidden' | 'insufficient_scope' {
  if (!isDomainError(error)) throw error;
  if (error.code === 'not_found' || error.code === 'forbidden' || error.code === 'insufficient_scope')
    return error.code;
  throw error;
}

/** All that the first paint shows. Throws `not_found` for an unknown appointment, and as `authorizeDomain` does. */
async function prefetch({ context, actor }: PageSession, name: string, id: string): Promise<QueryClient> {
  const domain = authorizeDomain(actor, name, 'reports:write');
  const client = new QueryClient();
  const appointment = await getAppointment(context, actor, domain, id);
  const asked = noReport(getReport(context, actor, domain, id));
  const [report, arrival, draft, priors, comments] = await Promise.all([
    asked,
    asked.then((known) => known && getSubmission(context, actor, known.reportGuid, { explain: true })),
    getDraft(context, actor, domain, id),
    listPriors(context, actor, domain, id),
    listComments(context, actor, domain, id),
  ]);
  client.setQueryData(appointmentKeys.one(domain, id), appointment);
  client.setQueryData(appointmentKeys.report(domain, id), report);
  client.setQueryData(appointmentKeys.draft(domain, id), draft);
  client.setQueryData(appointmentKeys.priors(domain, id), priors);
  client.setQueryData(appointmentKeys.comments(domain, id), comments);
  if (report) client.setQueryData(submissionKeys.one(report.reportGuid), arrival);
  return client;
}

/** null where there is no report yet. */
const noReport = <Report,>(asked: Promise<Report>): Promise<Report | null> =>
  asked.catch((error: unknown) => {
    if (isDomainError(error) && error.code === 'not_found') return null;
    throw error;
  });
