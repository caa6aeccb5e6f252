package org.yunzhen.mappings.triage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all occurrences of all literals in one pass over the text (Aho and Corasick, 1975), so that
 * the time grows with the text and never with how it is nested: no back-tracking.
 */
final class LiteralAutomaton {
    private final List<Node> nodes = new ArrayList<>(List.of(new Node(0)));

    /** One state: the literal that ends here, if any, and where to go on. */
    private static final class Node {
        Map<Character, Integer> next = new HashMap<>();
        final int depth;
        int fallback;
        int shorterEnd;
        String literal;

        Node(int depth) {
            this.depth = depth;
        }
    }

    /** A literal at a place of the text; {@code end} is exclusive. */
    record Hit(String literal, int start, int end) {}

    LiteralAutomaton(Collection<String> literals) {
        literals.forEach(this::insert);
        link();
        for (Node node : nodes) {
            node.next = Map.copyOf(node.next); // most have one way on, and no need of a table
        }
    }

    private void insert(String literal) {
        int at = 0;
        for (int i = 0; i < literal.length(); i++) {
            Integer child = nodes.get(at).next.get(literal.charAt(i));
            if (child == null) {
                child = nodes.size();
                nodes.add(new Node(i + 1));
                nodes.get(at).next.put(literal.charAt(i), child);
            }
            at = child;
        }
        nodes.get(at).literal = literal;
    }

    private void link() {
        Deque<Integer> queue = new ArrayDeque<>(nodes.get(0).next.values());
        while (!queue.isEmpty()) {
            Node node = nodes.get(queue.remove());
            Node fallback = nodes.get(node.fallback);
            node.shorterEnd = fallback.literal == null ? fallback.shorterEnd : node.fallback;
            node.next.forEach(
                    (c, child) -> {
                        nodes.get(child).fallback = step(node.fallback, c);
                        queue.add(child);
                    });
        }
    }

    private int step(int state, char c) {
        int at = state;
        while (true) {
            Integer child = nodes.get(at).next.get(c);
            if (child != null) {
                return child;
            }
            if (at == 0) {
                return 0;
            }
            at = nodes.get(at).fallback;
        }
    }

    /** All hits whose latin edges are word edges, by end and, at one end, the longest first. */
    List<Hit> find(String text) {
        List<Hit> hits = new ArrayList<>();
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = step(state, text.charAt(i));
            Node node = nodes.get(state);
            int at = node.literal == null ? node.shorterEnd : state;
            for (; at != 0; at = nodes.get(at).shorterEnd) {
                Hit hit = new Hit(nodes.get(at).literal, i + 1 - nodes.get(at).depth, i + 1);
                if (standsAlone(hit, text)) {
                    hits.add(hit);
                }
            }
        }
        return hits;
    }

    private static boolean standsAlone(Hit hit, String text) {
        return !PlainText.splitsWord(text, hit.start()) && !PlainText.splitsWord(text, hit.end());
    }
}
