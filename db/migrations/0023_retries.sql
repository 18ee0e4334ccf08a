ALTER TABLE "deliveries" ADD COLUMN "schedule_used" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
update deliveries set schedule_used = attempts where attempts > 0 and state in ('queued', 'sending', 'retrying', 'ready');
