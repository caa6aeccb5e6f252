package org.yunzhen.sandbox.journal;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yunzhen.sandbox.exchange.Json;

/**
 * The memory of the outside world: an append-only file of JSON lines, one per change, from which
 * all state is rebuilt at start.
 *
 * <p>Changes happen one at a time inside {@link #exclusively}; that method returns only when the
 * disk has everything its caller may have seen, so that no answer outlives a crash that its cause
 * did not survive. Callers that wait together share one flush.
 */
public final class Journal implements AutoCloseable {
    private static final String FILE = "sandbox.jsonl";
    private static final int PATIENCE_SECONDS = 5;

    private final Map<String, Consumer<JsonNode>> worlds = new HashMap<>();
    private final ReentrantLock change = new ReentrantLock();
    private final ReentrantLock flush = new ReentrantLock();
    private final Path file;
    private final FileChannel channel;
    private volatile long written;
    private volatile long flushed;
    private volatile boolean broken;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the journal of a directory, which is made when absent, for this process alone.
     *
     * @throws IllegalStateException when another sandbox has it and keeps it for five seconds
     */
    public static Journal open(Path directory) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(FILE);
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new IllegalStateException("journal in use by another sandbox: " + directory);
            }
            return new Journal(file, channel);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** Waits a little: the process before may still be dying, as after a kill of its parent. */
    private static boolean lock(FileChannel channel) {
        try {
            CompletableFuture.runAsync(() -> awaitLock(channel)).get(PATIENCE_SECONDS, SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException held) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void awaitLock(FileChannel channel) {
        try {
            channel.lock();
        } catch (IOException closedMeanwhile) {
            throw new UncheckedIOException(closedMeanwhile);
        }
    }

    /**
     * Names who takes the entries of one world, both when they are written and when they are
     * replayed. To be called before {@link #replay}.
     */
    public <E> void attach(String world, Class<E> type, Consumer<E> taker) {
        worlds.put(world, entry -> taker.accept(Json.MAPPER.convertValue(entry, type)));
    }

    /**
     * Hands all entries of the file to their worlds, in order. A last line without its end was
     * never answered and is cut off.
     *
     * @throws IllegalStateException when a line before the last is damaged
     */
    public void replay() {
        try {
            written = JournalReader.read(file, this::dispatch);
            channel.truncate(written);
            channel.position(written);
            channel.force(true);
            flushed = written;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Runs one command alone, then waits until everything written so far is on the disk. */
    public <T> T exclusively(Supplier<T> command) {
        T answer;
        long seen;
        change.lock();
        try {
            requireSound();
            answer = command.get();
            seen = written;
        } finally {
            change.unlock();
        }
        flushUpTo(seen);
        return answer;
    }

    /**
     * Writes one change and gives it to its world. A command calls this once, as its last act, so
     * that a change is there wholly or not at all.
     */
    public void record(String world, Object entry) {
        if (!change.isHeldByCurrentThread()) {
            throw new IllegalStateException("a change outside of exclusively()");
        }
        ObjectNode line = Json.object().put("world", world).putPOJO("entry", entry);
        byte[] bytes = Json.write(line);
        append(bytes);
        dispatch(Json.read(bytes));
    }

    private void append(byte[] line) {
        ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            written = channel.position();
        } catch (IOException unwritable) {
            broken = true;
            throw new UncheckedIOException(unwritable);
        }
    }

    private void dispatch(JsonNode line) {
        Consumer<JsonNode> world = worlds.get(line.path("world").asText());
        if (world == null) {
            throw new IllegalStateException("entry of an unknown world in " + file);
        }
        world.accept(line.path("entry"));
    }

    private void flushUpTo(long position) {
        if (flushed >= position) {
            return;
        }
        flush.lock();
        try {
            if (flushed < position) {
                requireSound();
                long reached = written;
                channel.force(false);
                flushed = reached;
            }
        } catch (IOException lost) {
            broken = true;
            throw new UncheckedIOException(lost);
        } finally {
            flush.unlock();
        }
    }

    /** After a failed write nobody knows what the disk holds; only a restart can tell. */
    private void requireSound() {
        if (broken) {
            throw new IllegalStateException("the journal could not be written: " + file);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }
}
