'use client';

import { useState } from 'react';
import { FormSection } from '#components/settings/form-section';
import { TestDialog } from '#components/settings/test-dialog';
import { WebhookFields } from '#components/settings/webhook-fields';
import type { WebhookValues } from '#components/settings/webhook-values';
import { Button } from '#components/ui/button';
import { testAlerts } from '#lib/delivery/client';
import type { OrganizationObject } from '#lib/settings/organization-contract';

interface AlertSectionProps {
  domain: string;
  webhook: WebhookValues;
  stored: OrganizationObject['alertWebhook'];
  /** Something in the form is not saved. */
  isChanged: boolean;
  problemOf: (field: 'url' | 'secret' | 'previousSecret') => string | null;
  onChange: (changed: Partial<WebhookValues>) => void;
}

/** Where an organization is told of its destinations, and the test of that. */
export function AlertSection({ domain, webhook, stored, isChanged, problemOf, onChange }: AlertSectionProps) {
  const [isTesting, setTesting] = useState(false);
  return (
    <FormSection
      title="Alerts"
      text="One message when a destination did not answer five times in a row, one when it answers again: which destination, since when, the last error. Never a patient."
    >
      <WebhookFields
        webhook={webhook}
        stored={stored?.credentials ?? []}
        label="Webhook address"
        hint="Messages are posted there, signed as Standard Webhooks says. Empty: no messages, and no secret stays stored."
        problemOf={problemOf}
        onChange={onChange}
      />
      {stored && (
        <div>
          <Button onClick={() => setTesting(true)}>Test alerts</Button>
        </div>
      )}
      {isTesting && (
        <TestDialog
          name="the webhook for alerts"
          description="Connects and posts one signed message that says it is a test: its type is organization.test-alerts. That you tested is recorded."
          isChanged={isChanged}
          test={testAlerts(domain)}
          onClose={() => setTesting(false)}
        />
      )}
    </FormSection>
  );
}
