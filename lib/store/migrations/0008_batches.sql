CREATE TABLE "batch_chunks" (
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"curve_count" integer NOT NULL,
	"fitted_count" integer DEFAULT 0 NOT NULL,
	"claim" text,
	"claim_until" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"fits" "bytea",
	"verdicts" text,
	"rows" "bytea",
	CONSTRAINT "batch_chunks_batch_id_position_pk" PRIMARY KEY("batch_id","position")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_host" text NOT NULL,
	"analysis_id" text NOT NULL,
	"frame_id" text NOT NULL,
	"frame_name" text,
	"by" text NOT NULL,
	"person_id" text NOT NULL,
	"work" text NOT NULL,
	"policy" text NOT NULL,
	"state" text NOT NULL,
	"message" text,
	"row_count" integer,
	"curve_count" integer,
	"digest" text,
	"header" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "batch_chunks" ADD CONSTRAINT "batch_chunks_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batches_frame" ON "batches" USING btree ("tenant_host","analysis_id","frame_id","started_at");