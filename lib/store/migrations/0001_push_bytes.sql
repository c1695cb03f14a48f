ALTER TABLE "push_outputs" ALTER COLUMN "bytes" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "push_outputs" ADD COLUMN "sha256" text;--> statement-breakpoint
UPDATE "push_outputs" SET "sha256" = encode(sha256("bytes"), 'hex');--> statement-breakpoint
ALTER TABLE "push_outputs" ALTER COLUMN "sha256" SET NOT NULL;--> statement-breakpoint
UPDATE "push_outputs" SET "bytes" = NULL WHERE "stage" = 'attached';
