CREATE TABLE "tenant_calls" (
	"tenant_host" text PRIMARY KEY NOT NULL,
	"at_ms" bigint[] NOT NULL,
	"given" integer NOT NULL
);
