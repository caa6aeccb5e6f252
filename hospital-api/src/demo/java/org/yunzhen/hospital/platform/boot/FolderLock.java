package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * That one service uses a data folder: a second would stop the first one's PostgreSQL when it ends,
 * and write to its sandbox's journal. The system gives the lock back when its holder dies, however
 * it dies.
 */
final class FolderLock {
    /** Kept for the life of the process: a collected channel would give the lock back. */
    private final FileLock lock;

    private FolderLock(FileLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the lock of a folder, making the folder when it is absent.
     *
     * @throws IOException when another process holds it
     */
    static FolderLock take(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FolderLock(lock);
            }
        } catch (OverlappingFileLockException held) {
            // held by this very process: refused like any other holder
        }
        channel.close();
        throw new IOException(
                "yunzhen.data-dir "
                        + folder
                        + " is in use by another service; a second node needs"
                        + " yunzhen.database.url, yunzhen.insurance.url and yunzhen.cash.url");
    }

    void release() throws IOException {
        lock.channel().close();
    }
}
