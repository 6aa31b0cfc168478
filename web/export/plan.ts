// What an export takes along.
import type { PlanOut } from "../wire/api.ts"

/** How many bytes the files of a plan have as they lie sealed. */
export const sealedBytes = (plan: PlanOut): number => plan.messages.reduce((sum, { files }) => sum + files.reduce((a, b) => a + b, 0), 0)
