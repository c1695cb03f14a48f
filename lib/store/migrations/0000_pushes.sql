CREATE TABLE "own_frames" (
	"tenant_host" text NOT NULL,
	"frame_id" text NOT NULL,
	"push_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "own_frames_tenant_host_frame_id_pk" PRIMARY KEY("tenant_host","frame_id")
);
--> statement-breakpoint
CREATE TABLE "push_leftovers" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"push_id" uuid NOT NULL,
	"output_id" text NOT NULL,
	"kind" text NOT NULL,
	"remote_id" text,
	"reason" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_outputs" (
	"push_id" uuid NOT NULL,
	"output_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"file_name" text NOT NULL,
	"byte_length" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"stage" text NOT NULL,
	"status" text NOT NULL,
	"message" text,
	"remote_id" text,
	"task_id" text,
	"request_id" text,
	CONSTRAINT "push_outputs_push_id_output_id_pk" PRIMARY KEY("push_id","output_id")
);
--> statement-breakpoint
CREATE TABLE "push_steps" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"push_id" uuid NOT NULL,
	"run_id" text NOT NULL,
	"output_id" text,
	"step" text NOT NULL,
	"phase" text NOT NULL,
	"outcome" text,
	"remote_id" text,
	"detail" text,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pushes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"push_key" text NOT NULL,
	"tenant_host" text NOT NULL,
	"analysis_id" text NOT NULL,
	"source_frame_id" text NOT NULL,
	"folder_id" text,
	"by" text NOT NULL,
	"state" text NOT NULL,
	"message" text,
	"resume_at" timestamp with time zone,
	"claim" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "push_leftovers" ADD CONSTRAINT "push_leftovers_push_id_pushes_id_fk" FOREIGN KEY ("push_id") REFERENCES "public"."pushes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_outputs" ADD CONSTRAINT "push_outputs_push_id_pushes_id_fk" FOREIGN KEY ("push_id") REFERENCES "public"."pushes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_steps" ADD CONSTRAINT "push_steps_push_id_pushes_id_fk" FOREIGN KEY ("push_id") REFERENCES "public"."pushes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "push_steps_push" ON "push_steps" USING btree ("push_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "pushes_push_key" ON "pushes" USING btree ("push_key");--> statement-breakpoint
CREATE INDEX "pushes_analysis" ON "pushes" USING btree ("tenant_host","analysis_id","started_at");