CREATE TABLE "claims" (
	"appointment_key" bigint PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"tab" uuid NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"guid" uuid PRIMARY KEY NOT NULL,
	"appointment_key" bigint NOT NULL,
	"comment_text" text NOT NULL,
	"comment_type" text NOT NULL,
	"is_alert" boolean NOT NULL,
	"commented_at" timestamp with time zone NOT NULL,
	"principal" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"appointment_key" bigint NOT NULL,
	"user_id" uuid NOT NULL,
	"occasion" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"kept_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "drafts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"appointment_key" bigint NOT NULL,
	"user_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"base_version" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"saved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_appointment_key_appointments_id_fk" FOREIGN KEY ("appointment_key") REFERENCES "public"."appointments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_appointment_key_appointments_id_fk" FOREIGN KEY ("appointment_key") REFERENCES "public"."appointments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_versions" ADD CONSTRAINT "draft_versions_appointment_key_appointments_id_fk" FOREIGN KEY ("appointment_key") REFERENCES "public"."appointments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_versions" ADD CONSTRAINT "draft_versions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_appointment_key_appointments_id_fk" FOREIGN KEY ("appointment_key") REFERENCES "public"."appointments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "claims_user" ON "claims" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "comments_appointment" ON "comments" USING btree ("appointment_key","commented_at");--> statement-breakpoint
CREATE INDEX "draft_versions_appointment" ON "draft_versions" USING btree ("appointment_key","kept_at");--> statement-breakpoint
CREATE INDEX "draft_versions_kept" ON "draft_versions" USING btree ("kept_at");--> statement-breakpoint
CREATE UNIQUE INDEX "drafts_appointment_user" ON "drafts" USING btree ("appointment_key","user_id");--> statement-breakpoint
CREATE INDEX "drafts_user" ON "drafts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "appointments_patient" ON "appointments" USING btree ("domain","patient_id");