CREATE TABLE "delivery_contents" (
	"delivery_id" bigint NOT NULL,
	"sha256" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"byte_count" integer NOT NULL,
	"kept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "delivery_contents_delivery_id_sha256_pk" PRIMARY KEY("delivery_id","sha256")
);
--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD COLUMN "reply_status" integer;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD COLUMN "reply_sha256" "bytea";--> statement-breakpoint
ALTER TABLE "delivery_contents" ADD CONSTRAINT "delivery_contents_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_contents_kept" ON "delivery_contents" USING btree ("kept_at");