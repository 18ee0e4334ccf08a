ALTER TABLE "deliveries" ADD COLUMN "resend_of" uuid;--> statement-breakpoint
ALTER TABLE "routings" ADD COLUMN "earlier" jsonb;