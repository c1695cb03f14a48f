CREATE TABLE "pushed_states" (
	"push_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"settings" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pushed_states" ADD CONSTRAINT "pushed_states_push_id_pushes_id_fk" FOREIGN KEY ("push_id") REFERENCES "public"."pushes"("id") ON DELETE cascade ON UPDATE no action;