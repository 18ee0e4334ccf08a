CREATE TABLE "intakes" (
	"submission_id" bigint PRIMARY KEY NOT NULL,
	"organization" text NOT NULL,
	"sender" text NOT NULL,
	"format" text NOT NULL,
	"route_to" text[],
	"skip_send" boolean NOT NULL,
	"send_immediately" boolean NOT NULL,
	"allow_duplicate" boolean NOT NULL,
	"defaults" jsonb NOT NULL,
	"next_index" integer DEFAULT 1 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"lease_token" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "item_payloads" (
	"submission_id" bigint NOT NULL,
	"item_index" integer NOT NULL,
	"organization" text NOT NULL,
	"sender" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"content_sha256" "bytea" NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "item_payloads_submission_id_item_index_pk" PRIMARY KEY("submission_id","item_index")
);
--> statement-breakpoint
CREATE TABLE "item_reports" (
	"submission_id" bigint NOT NULL,
	"item_index" integer NOT NULL,
	"result_status" text NOT NULL,
	"report_text" text NOT NULL,
	"clinician_name" text,
	"clinician_provider_number" text,
	"reported_at_utc" text,
	"snapshot" jsonb NOT NULL,
	CONSTRAINT "item_reports_submission_id_item_index_pk" PRIMARY KEY("submission_id","item_index")
);
--> statement-breakpoint
CREATE TABLE "order_heads" (
	"order_key" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"result_status" text,
	"report_guid" uuid
);
--> statement-breakpoint
CREATE TABLE "unmatched_items" (
	"submission_id" bigint NOT NULL,
	"item_index" integer NOT NULL,
	"organization" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"closed_reason" text,
	"appointment_key" bigint,
	CONSTRAINT "unmatched_items_submission_id_item_index_pk" PRIMARY KEY("submission_id","item_index")
);
--> statement-breakpoint
ALTER TABLE "submission_items" ADD COLUMN "appointment_key" bigint;--> statement-breakpoint
ALTER TABLE "submission_items" ADD COLUMN "version" integer;--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_payloads" ADD CONSTRAINT "item_payloads_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_reports" ADD CONSTRAINT "item_reports_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unmatched_items" ADD CONSTRAINT "unmatched_items_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unmatched_items" ADD CONSTRAINT "unmatched_items_appointment_key_appointments_id_fk" FOREIGN KEY ("appointment_key") REFERENCES "public"."appointments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "intakes_due" ON "intakes" USING btree ("due_at") WHERE "intakes"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "intakes_sender" ON "intakes" USING btree ("organization","sender","submission_id") WHERE "intakes"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "item_payloads_content" ON "item_payloads" USING btree ("organization","sender","content_sha256","received_at");--> statement-breakpoint
CREATE INDEX "unmatched_items_open" ON "unmatched_items" USING btree ("organization","received_at","submission_id","item_index") WHERE "unmatched_items"."closed_at" is null;--> statement-breakpoint
ALTER TABLE "submission_items" ADD CONSTRAINT "submission_items_appointment_key_appointments_id_fk" FOREIGN KEY ("appointment_key") REFERENCES "public"."appointments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submission_items_filed" ON "submission_items" USING btree ("appointment_key","version") WHERE "submission_items"."appointment_key" is not null;--> statement-breakpoint
CREATE INDEX "submission_items_report" ON "submission_items" USING btree ("report_guid") WHERE "submission_items"."appointment_key" is not null;--> statement-breakpoint
-- Compressing what is written once and read once costs more than the room it saves.
ALTER TABLE "item_payloads" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
