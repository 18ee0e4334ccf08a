/** A webhook as it is typed; secrets are write-only: empty keeps what is stored. */
export interface WebhookValues {
  url: string;
  secret: string;
  previousSecret: string;
  /** Whether the stored secret before is not signed with any more. */
  forgetsPrevious: boolean;
}

/** What is sent of it. */
export const toWebhook = ({
  url,
  secret,
  previousSecret,
  forgetsPrevious,
}: WebhookValues): Record<string, unknown> => ({
  url: url.trim(),
  ...(secret === '' ? {} : { secret }),
  ...(forgetsPrevious ? { previousSecret: null } : previousSecret === '' ? {} : { previousSecret }),
});
