import { recordEvent } from '#lib/audit/record-event';
import { allowsPrivateDestinations } from '#lib/config';
import type { Context } from '#lib/context';
import { composeTestAlert } from '#lib/delivery/compose-alert';
import { testConnection, testMessage, told } from '#lib/delivery/test-connection';
import type { TestStep } from '#lib/delivery/test-contract';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { newUuid } from '#lib/ids';
import { findAlertWebhook } from '#lib/settings/find-alert-webhook';
import { placeOfUrl } from '#lib/transports/place-of-url';
import { postWebhook } from '#lib/transports/post-webhook';

/**
 * Tests an organization's webhook for alerts as it is saved: steps as they happen, the first that fails the last. That somebody
 * tests is audited before anything leaves.
 */
export async function testAlerts(
  context: Context,
  actor: Pick<Actor, 'principal'>,
  domain: AuthorizedDomain,
): Promise<AsyncGenerator<TestStep>> {
  await recordEvent(context, context.db, {
    action: 'organization.test-alerts',
    principal: actor.principal,
    organization: domain,
    entity: 'organization',
    entityId: domain,
  });
  return steps(context, domain);
}

async function* steps(context: Context, domain: AuthorizedDomain): AsyncGenerator<TestStep> {
  const webhook = await findAlertWebhook(context.db, domain);
  if (!webhook) {
    yield told('nothing', 'done', 'There is nothing to test: this organization has no webhook for alerts.', 0);
    return;
  }
  if (!(yield* testConnection(placeOfUrl(webhook.url)))) return;
  const at = context.at ?? new Date();
  yield* testMessage('a test message', 'The webhook', () =>
    postWebhook({
      ...webhook,
      id: newUuid(),
      headers: { 'content-type': 'application/json' },
      body: composeTestAlert(domain, at),
      allowPrivate: allowsPrivateDestinations(),
      at,
    }),
  );
}
