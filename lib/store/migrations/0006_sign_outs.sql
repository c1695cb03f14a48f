CREATE TABLE IF NOT EXISTS "sign_outs" (
	"person_id" text PRIMARY KEY NOT NULL,
	"at_ms" bigint NOT NULL
);
