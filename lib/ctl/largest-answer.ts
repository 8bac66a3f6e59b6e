/**
 * The largest answer is a group with its servers: so many of them can be read. A recorded server takes 2.1 kB and 120
 * values; a quarter of that is left for groups, and for servers that take more.
 */
export const MOST_SERVERS = 20_000;

/** As unpacked. */
export const LARGEST_ANSWER_BYTES = 1.25 * 2_100 * MOST_SERVERS;
export const MOST_VALUES = 1.25 * 120 * MOST_SERVERS;
