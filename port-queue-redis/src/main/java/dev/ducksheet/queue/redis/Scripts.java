package dev.ducksheet.queue.redis;

/**
 * What Redis does in one step, in Lua. Each that writes for the one writer first sees that the lease still carries the
 * writer's token, so that one who was overtaken changes nothing.
 */
final class Scripts {
    /**
     * Takes the lease if it is free or was held under the same name. KEYS lease, state; ARGV owner, url, milliseconds,
     * nonce. Returns 1 and the token, or 0, the owner's url and the milliseconds that are left.
     */
    static final String ACQUIRE = """
            local held = redis.call('HMGET', KEYS[1], 'owner', 'url')
            if held[1] and held[1] ~= ARGV[1] then
              return {'0', held[2] or '', tostring(redis.call('PTTL', KEYS[1]))}
            end
            local token = redis.call('HINCRBY', KEYS[2], 'leases', 1) .. '-' .. ARGV[4]
            redis.call('HSET', KEYS[2], 'token', token)
            redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'url', ARGV[2], 'token', token)
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            return {'1', token}""";

    /**
     * Makes the lease last; takes it again if it ran out, or Redis lost it, and nobody else had it since. KEYS lease,
     * state; ARGV token, owner, url, milliseconds.
     */
    static final String RENEW = """
            local token = redis.call('HGET', KEYS[1], 'token')
            local last = redis.call('HGET', KEYS[2], 'token')
            if (token and token ~= ARGV[1]) or (last and last ~= ARGV[1]) then
              return redis.error_reply('FENCED another writer has the lease')
            end
            redis.call('HSET', KEYS[2], 'token', ARGV[1])
            redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'url', ARGV[3], 'token', ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            return 1""";

    /** Gives the lease back. KEYS lease; ARGV token. */
    static final String RELEASE = """
            if redis.call('HGET', KEYS[1], 'token') == ARGV[1] then redis.call('DEL', KEYS[1]) end
            return 1""";

    /** Returns the id of the newest entry that a stream ever had. KEYS the stream. */
    static final String NEWEST = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return '0-0' end
            local info = redis.call('XINFO', 'STREAM', KEYS[1])
            for i = 1, #info, 2 do
              if info[i] == 'last-generated-id' then return info[i + 1] end
            end""";

    /** Returns which run of the server this is. KEYS any. */
    static final String RUN = "return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')";

    /**
     * Notes that the requests are read from a place in a life of the stream, and lets the group go on from there. KEYS
     * lease, state, requests; ARGV token, group, incarnation, run, entry to read after, least last id.
     */
    static final String REWIND = fenced("""
            local made = redis.pcall('XGROUP', 'CREATE', KEYS[3], ARGV[2], ARGV[5], 'MKSTREAM')
            if made.err then redis.call('XGROUP', 'SETID', KEYS[3], ARGV[2], ARGV[5]) end
            if ARGV[6] ~= '' then redis.call('XSETID', KEYS[3], ARGV[6]) end
            redis.call('HSET', KEYS[2], 'incarnation', ARGV[3], 'run', ARGV[4])
            return 1""");

    /** Acknowledges entries. KEYS lease, requests; ARGV token, group, entries. */
    static final String ACKNOWLEDGE = fenced("""
            return redis.call('XACK', KEYS[2], ARGV[2], unpack(ARGV, 3))""");

    /**
     * Trims what is decided, but for the newest hundred or so, and notes how many are left that nobody waits for. KEYS
     * lease, state, requests; ARGV token, position up to which all is decided, entry up to which all is decided or put
     * aside.
     */
    static final String TRIM = fenced("""
            local newest = redis.call('XREVRANGE', KEYS[3], ARGV[2], '-', 'COUNT', 100)
            if #newest == 100 then redis.call('XTRIM', KEYS[3], 'MINID', '~', newest[100][1]) end
            local kept = #redis.call('XRANGE', KEYS[3], '-', ARGV[3])
            redis.call('HSET', KEYS[2], 'applied', ARGV[2], 'kept', kept)
            return kept""");

    /**
     * Puts an entry that was decided aside, and acknowledges it. KEYS lease, requests, dead, state; ARGV token, group,
     * entry, fields.
     */
    static final String BURY = fenced("""
            redis.call('XADD', KEYS[3], '*', unpack(ARGV, 4))
            redis.call('HINCRBY', KEYS[4], 'kept', 1)
            return redis.call('XACK', KEYS[2], ARGV[2], ARGV[3])""");

    /**
     * Moves an entry that nobody can read out of the way: no decision about it carries the workbook's position past it, so
     * that it would come again at the next start. KEYS and ARGV as {@link #BURY}.
     */
    static final String MOVE = fenced("""
            redis.call('XADD', KEYS[3], '*', unpack(ARGV, 4))
            redis.call('HSET', KEYS[4], 'moved', ARGV[3])
            redis.call('XACK', KEYS[2], ARGV[2], ARGV[3])
            return redis.call('XDEL', KEYS[2], ARGV[3])""");

    /**
     * Counts how often in a row a writer began at a place with something left before it. KEYS lease, state; ARGV token,
     * the place, empty if nothing is left. Returns how often, and which entry was last decided alone.
     */
    static final String LEFT = fenced("""
            if ARGV[2] == '' then
              redis.call('HDEL', KEYS[2], 'left', 'starts', 'suspect', 'alone', 'by')
            elseif redis.call('HGET', KEYS[2], 'left') == ARGV[2] then
              redis.call('HINCRBY', KEYS[2], 'starts', 1)
            else
              redis.call('HSET', KEYS[2], 'left', ARGV[2], 'starts', 1)
            end
            return {redis.call('HGET', KEYS[2], 'starts') or '0', redis.call('HGET', KEYS[2], 'suspect') or '0-0'}""");

    /**
     * Notes which entry this writer is about to decide alone. KEYS lease, state; ARGV token, entry. Returns how many
     * writers did so before.
     */
    static final String SUSPECT = fenced("""
            if redis.call('HGET', KEYS[2], 'suspect') ~= ARGV[2] then
              redis.call('HSET', KEYS[2], 'suspect', ARGV[2], 'alone', 0, 'by', '')
            end
            if redis.call('HGET', KEYS[2], 'by') ~= ARGV[1] then
              redis.call('HINCRBY', KEYS[2], 'alone', 1)
              redis.call('HSET', KEYS[2], 'by', ARGV[1])
            end
            return {redis.call('HGET', KEYS[2], 'alone') - 1}""");

    /** Forgets that an entry was decided alone. KEYS lease, state; ARGV token. */
    static final String FORGIVE = fenced("""
            return {redis.call('HDEL', KEYS[2], 'suspect', 'alone', 'by')}""");

    /** Queues a dead letter again. KEYS dead, requests; ARGV entry, fields. */
    static final String RETRY = """
            if redis.call('XDEL', KEYS[1], ARGV[1]) == 0 then return false end
            return redis.call('XADD', KEYS[2], '*', unpack(ARGV, 2))""";

    /**
     * Begins a history in the feed: what is of another is dropped. KEYS lease, state, responses; ARGV token, epoch,
     * version of the head. Returns the newest version in the feed.
     */
    static final String BEGIN = fenced("""
            if redis.call('HGET', KEYS[2], 'epoch') ~= ARGV[2] then redis.call('DEL', KEYS[3]) end
            redis.call('HSET', KEYS[2], 'epoch', ARGV[2], 'version', ARGV[3])
            local newest = redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', 1)[1]
            return newest and newest[1] or '0-0'""");

    /**
     * Publishes changes; those that are there already are skipped. KEYS lease, state, responses; ARGV token, epoch, how
     * many versions to keep, then for each its version and its data.
     */
    static final String PUBLISH = fenced("""
            if redis.call('HGET', KEYS[2], 'epoch') ~= ARGV[2] then
              return redis.error_reply('UNBEGUN the feed was emptied')
            end
            local newest = redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', 1)[1]
            local last = newest and tonumber(string.match(newest[1], '^(%d+)')) or 0
            for i = 4, #ARGV, 2 do
              local version = tonumber(ARGV[i])
              if version > last then
                redis.call('XADD', KEYS[3], ARGV[i] .. '-0', 'v', '1', 'epoch', ARGV[2], 'data', ARGV[i + 1])
                last = version
              end
            end
            redis.call('HSET', KEYS[2], 'version', string.format('%d', last))
            if last > tonumber(ARGV[3]) then
              redis.call('XTRIM', KEYS[3], 'MINID', '~', string.format('%d-0', last - tonumber(ARGV[3]) + 1))
            end
            return last""");

    /** Publishes the catalogue or the API keys. KEYS lease, which of them; ARGV token, JSON. */
    static final String TELL = fenced("""
            return redis.call('SET', KEYS[2], ARGV[2])""");

    /** Has all orders forgotten, as those of a writer before. KEYS lease, orders, readings; ARGV token. */
    static final String FORGET_ORDERS = fenced("""
            redis.call('DEL', KEYS[3])
            return redis.call('XTRIM', KEYS[2], 'MAXLEN', 0)""");

    /** Orders that a file is read. KEYS lease, orders, readings; ARGV token, order, its state, fields. */
    static final String ORDER = fenced("""
            redis.call('HSET', KEYS[3], ARGV[2], ARGV[3])
            return redis.call('XADD', KEYS[2], '*', unpack(ARGV, 4))""");

    /**
     * Says that a reader is still at an order, and how far it is, which makes the order its own for another while. KEYS
     * orders, readings; ARGV group, consumer, entry, order, its state. Returns 0 if nobody wants it any more, or another
     * reader has it.
     */
    static final String BEAT = ofReader("""
            redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[3], 'JUSTID')
            redis.call('HSET', KEYS[2], ARGV[4], ARGV[5])
            return 1""");

    /** Says what came of an order, which is done with. KEYS, ARGV and answer as {@link #BEAT}. */
    static final String ANSWER = ofReader("""
            redis.call('HSET', KEYS[2], ARGV[4], ARGV[5])
            redis.call('XACK', KEYS[1], ARGV[1], ARGV[3])
            redis.call('XDEL', KEYS[1], ARGV[3])
            return 1""");

    /** Gives an order back, for any reader to take. KEYS, ARGV and answer as {@link #BEAT}. */
    static final String GIVE_BACK = ofReader("""
            local entry = redis.call('XRANGE', KEYS[1], ARGV[3], ARGV[3])[1]
            redis.call('HSET', KEYS[2], ARGV[4], ARGV[5])
            redis.call('XACK', KEYS[1], ARGV[1], ARGV[3])
            redis.call('XDEL', KEYS[1], ARGV[3])
            if entry then redis.call('XADD', KEYS[1], '*', unpack(entry[2])) end
            return 1""");

    private Scripts() {}

    /** An order that was withdrawn, and one that another reader took over, are none of this reader's business. */
    private static String ofReader(String script) {
        return """
                local pending = redis.pcall('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1)
                if pending.err or not pending[1] or pending[1][2] ~= ARGV[2] then return 0 end
                if redis.call('HEXISTS', KEYS[2], ARGV[4]) == 0 then
                  redis.call('XACK', KEYS[1], ARGV[1], ARGV[3])
                  redis.call('XDEL', KEYS[1], ARGV[3])
                  return 0
                end
                """.concat(script);
    }

    private static String fenced(String script) {
        return """
                local token = redis.call('HGET', KEYS[1], 'token')
                if not token then return redis.error_reply('UNLEASED the lease ran out') end
                if token ~= ARGV[1] then return redis.error_reply('FENCED another writer has the lease') end
                """.concat(script);
    }
}
