package org.yunzhen.e2e;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** People who run errands at the same time; who is not answered asks again. */
final class Crowd {
    private static final long AGAIN_AFTER_MILLIS = 200;

    private final int people;
    private final Answers answers;
    private final Deque<Errand> waiting = new ConcurrentLinkedDeque<>();
    private final Queue<Errand> ended = new ConcurrentLinkedQueue<>();
    private final Queue<String> stumbles = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private CountDownLatch pause = new CountDownLatch(1);

    Crowd(int people, Answers answers) {
        this.people = people;
        this.answers = answers;
    }

    /** Gives them more to do, after what they have. */
    void add(List<? extends Errand> errands) {
        waiting.addAll(errands);
    }

    /** Lets them run. */
    void start() {
        pause = new CountDownLatch(1);
        for (int i = 0; i < people; i++) {
            Thread thread = new Thread(this::work, "errand-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Lets them stay where they are as soon as they are not answered, or have an answer. */
    void pause() {
        pause.countDown();
        join();
    }

    /** Lets them run to the end of all errands. */
    void finish() {
        join();
    }

    private void join() {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            threads.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void work() {
        Errand errand = waiting.poll();
        while (errand != null) {
            if (!goOn(errand)) {
                waiting.addFirst(errand);
                return;
            }
            errand = waiting.poll();
        }
    }

    /** Whether the errand came to an end; else the crowd is to pause. */
    private boolean goOn(Errand errand) {
        while (pause.getCount() > 0) {
            try {
                errand.go(answers);
                ended.add(errand);
                return true;
            } catch (Errand.UnansweredException again) {
                awaitPause();
            } catch (RuntimeException e) {
                stumbles.add(e.toString());
                ended.add(errand);
                return true;
            }
        }
        return false;
    }

    private void awaitPause() {
        try {
            boolean unused = pause.await(AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Errands that are at their end. */
    List<Errand> ended() {
        return List.copyOf(ended);
    }

    int unfinished() {
        return waiting.size();
    }

    /** Answers that made no sense. */
    List<String> stumbles() {
        return List.copyOf(stumbles);
    }

    /** Every refusal, with the call and the codes. */
    List<String> refusals() {
        return ended.stream().map(Errand::refusal).flatMap(Optional::stream).toList();
    }
}
