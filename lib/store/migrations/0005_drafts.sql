CREATE TABLE "drafts" (
	"owner" text NOT NULL,
	"tenant_host" text NOT NULL,
	"analysis_id" text NOT NULL,
	"frame_id" text NOT NULL,
	"version" integer NOT NULL,
	"work" text NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "drafts_owner_tenant_host_analysis_id_frame_id_pk" PRIMARY KEY("owner","tenant_host","analysis_id","frame_id")
);
