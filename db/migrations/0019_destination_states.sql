CREATE TABLE "destination_states" (
	"destination" text PRIMARY KEY NOT NULL,
	"paused_since" timestamp with time zone,
	"paused_by" text,
	"pause_reason" text,
	"faults" integer DEFAULT 0 NOT NULL,
	"degraded_since" timestamp with time zone,
	"probe_at" timestamp with time zone,
	"probes" integer DEFAULT 0 NOT NULL,
	"last_error" text
);
