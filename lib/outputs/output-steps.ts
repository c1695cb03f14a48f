/** Steps of one output, in order. Frames are checked by the tenant (ingestion), files are confirmed by us. */
export const OUTPUT_STEPS = ['create', 'upload', 'check', 'attach'] as const
