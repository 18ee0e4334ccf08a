CREATE TABLE "appointments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "appointments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"domain" text NOT NULL,
	"appointment_id" text NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"status" text NOT NULL,
	"told_status" text NOT NULL,
	"scheduled_site" text,
	"appointment_date" date,
	"start_time" time,
	"end_time" time,
	"patient_id" text,
	"patient_name" text,
	"patient_date_of_birth" date,
	"patient_sex" text,
	"modality" text,
	"study_description" text,
	"procedure_code" text,
	"accession_number" text,
	"study_instance_uid" text,
	"body_part" text,
	"laterality" text,
	"clinical_info" text,
	"priority" text NOT NULL,
	"reporting_deadline_at" timestamp with time zone,
	"due_at" timestamp with time zone NOT NULL,
	"referrer_name" text,
	"assigned_radiologist" text,
	"patient_change_reason" text,
	"patient_changed_at" timestamp with time zone,
	"current_version" integer DEFAULT 0 NOT NULL,
	"current_report_guid" uuid,
	"current_report_status" text,
	"current_result_status" text,
	"current_content_sha256" "bytea",
	"current_chain_hash" "bytea",
	"first_final_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_blocks" (
	"id" bigint PRIMARY KEY NOT NULL,
	"from_transaction" "xid8" NOT NULL,
	"to_transaction" "xid8" NOT NULL,
	"event_count" integer NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"transaction_id" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"principal" text NOT NULL,
	"action" text NOT NULL,
	"organization" text,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"detail" jsonb,
	"correlation_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"report_id" uuid NOT NULL,
	"destination" text NOT NULL,
	"organization" text NOT NULL,
	"state" text NOT NULL,
	"order_key" text NOT NULL,
	"version" integer NOT NULL,
	"superseded_by" uuid,
	"item_count" integer NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"lease_token" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"last_error" text,
	"file_name" text,
	"file_type" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deliveries_report_id_unique" UNIQUE("report_id")
);
--> statement-breakpoint
CREATE TABLE "delivery_attempts" (
	"delivery_id" bigint NOT NULL,
	"attempt" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"detail" text,
	"content_sha256" "bytea",
	CONSTRAINT "delivery_attempts_delivery_id_attempt_pk" PRIMARY KEY("delivery_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "delivery_items" (
	"submission_id" bigint NOT NULL,
	"item_index" integer NOT NULL,
	"delivery_id" bigint NOT NULL,
	CONSTRAINT "delivery_items_submission_id_item_index_delivery_id_pk" PRIMARY KEY("submission_id","item_index","delivery_id")
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeats" (
	"worker_id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"beat_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"principal" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"status" integer NOT NULL,
	"location" text,
	"body" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_principal_key_pk" PRIMARY KEY("principal","key")
);
--> statement-breakpoint
CREATE TABLE "access_tokens" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"scopes" text[] NOT NULL,
	"domains" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "client_secrets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"origin" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "clients" (
	"client_id" text PRIMARY KEY NOT NULL,
	"organization" text NOT NULL,
	"domains" text[] NOT NULL,
	"scopes" text[] NOT NULL,
	"sender" text NOT NULL,
	"rate_limit_per_minute" integer NOT NULL,
	"jwks" jsonb,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"user_id" uuid NOT NULL,
	"organization" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "memberships_user_id_organization_role_pk" PRIMARY KEY("user_id","organization","role")
);
--> statement-breakpoint
CREATE TABLE "rate_counters" (
	"principal" text NOT NULL,
	"minute" bigint NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rate_counters_principal_pk" PRIMARY KEY("principal")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_active_at" timestamp with time zone DEFAULT now() NOT NULL,
	"idle_limit_minutes" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "used_assertions" (
	"client_id" text NOT NULL,
	"jti" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "used_assertions_client_id_jti_pk" PRIMARY KEY("client_id","jti")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"provider_number" text,
	"platform_admin" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "applied_settings" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"sha256" text NOT NULL,
	"applied_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "applied_settings_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"name" text PRIMARY KEY NOT NULL,
	"description" text NOT NULL,
	"time_zone" text NOT NULL,
	"jurisdiction" jsonb NOT NULL,
	"correction_window_minutes" integer NOT NULL,
	"final_hold_seconds" integer NOT NULL,
	"idle_lock_minutes" integer NOT NULL,
	"session_hours" integer NOT NULL,
	"sla_minutes" jsonb NOT NULL,
	"shares_with" text[] NOT NULL,
	"viewer_url" text,
	"sites" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receivers" (
	"organization" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"credentials" "bytea",
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "receivers_organization_name_pk" PRIMARY KEY("organization","name")
);
--> statement-breakpoint
CREATE TABLE "senders" (
	"organization" text NOT NULL,
	"name" text NOT NULL,
	"topic" text NOT NULL,
	"format" text NOT NULL,
	"customer_status" text NOT NULL,
	"hl7_acknowledgement_enabled" boolean NOT NULL,
	CONSTRAINT "senders_organization_name_pk" PRIMARY KEY("organization","name")
);
--> statement-breakpoint
CREATE TABLE "settings_version" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_versions" (
	"report_guid" uuid PRIMARY KEY NOT NULL,
	"appointment_key" bigint NOT NULL,
	"version" integer NOT NULL,
	"report_status" text NOT NULL,
	"result_status" text NOT NULL,
	"report_text" text NOT NULL,
	"report_format" text NOT NULL,
	"clinician_name" text,
	"clinician_provider_number" text,
	"clinician_email" text,
	"reported_at_utc" text NOT NULL,
	"reason" text,
	"source" text NOT NULL,
	"principal" text NOT NULL,
	"text_sha256" "bytea" NOT NULL,
	"content_sha256" "bytea" NOT NULL,
	"previous_hash" "bytea",
	"record_sha256" "bytea" NOT NULL,
	"chain_hash" "bytea" NOT NULL,
	"snapshot" jsonb NOT NULL,
	"accepted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "routings" (
	"submission_id" bigint NOT NULL,
	"item_index" integer NOT NULL,
	"destination" text NOT NULL,
	"state" text NOT NULL,
	"filter_type" text,
	"failures" jsonb,
	"order_key" text NOT NULL,
	"version" integer NOT NULL,
	"superseded_by" uuid,
	"organization" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "routings_submission_id_destination_item_index_pk" PRIMARY KEY("submission_id","destination","item_index")
);
--> statement-breakpoint
CREATE TABLE "submission_items" (
	"submission_id" bigint NOT NULL,
	"item_index" integer NOT NULL,
	"tracking_id" text NOT NULL,
	"report_guid" uuid,
	"fields" jsonb NOT NULL,
	CONSTRAINT "submission_items_submission_id_item_index_pk" PRIMARY KEY("submission_id","item_index")
);
--> statement-breakpoint
CREATE TABLE "submission_messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "submission_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"submission_id" bigint NOT NULL,
	"level" text NOT NULL,
	"scope" text NOT NULL,
	"item_index" integer,
	"tracking_id" text,
	"field" text,
	"error_code" text NOT NULL,
	"message" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "submissions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"report_id" uuid,
	"organization" text NOT NULL,
	"sender" text NOT NULL,
	"topic" text,
	"source" text NOT NULL,
	"action_name" text DEFAULT 'receive' NOT NULL,
	"http_status" integer NOT NULL,
	"external_name" text,
	"report_item_count" integer,
	"appointment_key" bigint,
	"version" integer,
	"principal" text NOT NULL,
	"correlation_id" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"routed_at" timestamp with time zone,
	"valid_item_count" integer NOT NULL,
	"overall_status" text NOT NULL,
	"delivery_state" text NOT NULL,
	"destinations" jsonb NOT NULL,
	"error_count" integer DEFAULT 0 NOT NULL,
	"warning_count" integer DEFAULT 0 NOT NULL,
	"last_reached_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "submissions_report_id_unique" UNIQUE("report_id")
);
--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_domain_organizations_name_fk" FOREIGN KEY ("domain") REFERENCES "public"."organizations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD CONSTRAINT "delivery_attempts_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_items" ADD CONSTRAINT "delivery_items_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_items" ADD CONSTRAINT "delivery_items_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_client_id_clients_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("client_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_secrets" ADD CONSTRAINT "client_secrets_client_id_clients_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("client_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_organization_organizations_name_fk" FOREIGN KEY ("organization") REFERENCES "public"."organizations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_organizations_name_fk" FOREIGN KEY ("organization") REFERENCES "public"."organizations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivers" ADD CONSTRAINT "receivers_organization_organizations_name_fk" FOREIGN KEY ("organization") REFERENCES "public"."organizations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "senders" ADD CONSTRAINT "senders_organization_organizations_name_fk" FOREIGN KEY ("organization") REFERENCES "public"."organizations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_appointment_key_appointments_id_fk" FOREIGN KEY ("appointment_key") REFERENCES "public"."appointments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routings" ADD CONSTRAINT "routings_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_items" ADD CONSTRAINT "submission_items_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_messages" ADD CONSTRAINT "submission_messages_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_organization_organizations_name_fk" FOREIGN KEY ("organization") REFERENCES "public"."organizations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_appointment_key_appointments_id_fk" FOREIGN KEY ("appointment_key") REFERENCES "public"."appointments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "appointments_domain_appointment_id" ON "appointments" USING btree ("domain","appointment_id");--> statement-breakpoint
CREATE INDEX "appointments_pending_received" ON "appointments" USING btree ("domain","id") WHERE "appointments"."status" = 'PENDING REPORTING';--> statement-breakpoint
CREATE INDEX "appointments_pending_due" ON "appointments" USING btree ("domain","due_at","id") WHERE "appointments"."status" = 'PENDING REPORTING';--> statement-breakpoint
CREATE INDEX "appointments_window" ON "appointments" USING btree ("first_final_at") WHERE "appointments"."status" = 'PENDING REPORTING' and "appointments"."first_final_at" is not null;--> statement-breakpoint
CREATE INDEX "appointments_accession" ON "appointments" USING btree ("domain","accession_number");--> statement-breakpoint
CREATE INDEX "audit_events_transaction" ON "audit_events" USING btree ("transaction_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_entity" ON "audit_events" USING btree ("entity","entity_id");--> statement-breakpoint
CREATE INDEX "audit_events_organization" ON "audit_events" USING btree ("organization","id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("next_attempt_at") WHERE "deliveries"."state" in ('queued', 'retrying');--> statement-breakpoint
CREATE INDEX "deliveries_lease" ON "deliveries" USING btree ("lease_until") WHERE "deliveries"."state" = 'sending';--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "deliveries" USING btree ("order_key","destination","version") WHERE "deliveries"."state" in ('queued', 'sending', 'retrying', 'ready');--> statement-breakpoint
CREATE INDEX "deliveries_ready" ON "deliveries" USING btree ("expires_at") WHERE "deliveries"."state" = 'ready';--> statement-breakpoint
CREATE INDEX "deliveries_receiver" ON "deliveries" USING btree ("organization","created_at","id");--> statement-breakpoint
CREATE INDEX "delivery_items_delivery" ON "delivery_items" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "access_tokens_expiry" ON "access_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "client_secrets_client" ON "client_secrets" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "report_versions_appointment_version" ON "report_versions" USING btree ("appointment_key","version");--> statement-breakpoint
CREATE INDEX "report_versions_accepted" ON "report_versions" USING btree ("accepted_at");--> statement-breakpoint
CREATE INDEX "routings_destination" ON "routings" USING btree ("organization","destination","received_at","submission_id");--> statement-breakpoint
CREATE INDEX "routings_filter_type" ON "routings" USING btree ("organization","filter_type","received_at","submission_id") WHERE "routings"."filter_type" is not null;--> statement-breakpoint
CREATE INDEX "routings_order" ON "routings" USING btree ("order_key","destination","version");--> statement-breakpoint
CREATE INDEX "submission_messages_submission" ON "submission_messages" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "submissions_organization" ON "submissions" USING btree ("organization","received_at","id");--> statement-breakpoint
CREATE INDEX "submissions_status" ON "submissions" USING btree ("organization","overall_status","received_at","id");--> statement-breakpoint
CREATE INDEX "submissions_sender" ON "submissions" USING btree ("organization","sender","received_at","id");--> statement-breakpoint
CREATE INDEX "submissions_appointment" ON "submissions" USING btree ("appointment_key","version");--> statement-breakpoint
CREATE INDEX "submissions_external_name" ON "submissions" USING btree ("organization","external_name") WHERE "submissions"."external_name" is not null;