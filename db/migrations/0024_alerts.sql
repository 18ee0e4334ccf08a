CREATE TABLE "alert_webhooks" (
	"organization" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"credentials" "bytea"
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alerts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"message_id" uuid NOT NULL,
	"organization" text NOT NULL,
	"destination" text NOT NULL,
	"turn" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"last_error" text,
	"raised_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert_webhooks" ADD CONSTRAINT "alert_webhooks_organization_organizations_name_fk" FOREIGN KEY ("organization") REFERENCES "public"."organizations"("name") ON DELETE no action ON UPDATE no action;