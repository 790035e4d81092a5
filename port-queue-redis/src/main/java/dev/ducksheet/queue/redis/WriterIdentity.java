package dev.ducksheet.queue.redis;

import java.util.random.RandomGenerator;

/**
 * Who writes.
 *
 * @param owner the same for two processes only if the second could start because the first is gone, as one file opens
 *     in one process
 * @param nonce makes the tokens of this process its own
 */
record WriterIdentity(String owner, String nonce) {

    static WriterIdentity of(String file, RandomGenerator random) {
        return new WriterIdentity(RedisSettings.machine() + ":" + file, word(random));
    }

    /** Returns a word of small letters and digits. */
    static String word(RandomGenerator random) {
        var word = new StringBuilder();
        while (word.length() < 8) {
            word.append(Character.forDigit(random.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
        }
        return word.toString();
    }
}
