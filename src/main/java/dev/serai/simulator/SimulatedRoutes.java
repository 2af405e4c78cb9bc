package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which request gets which answer, by method and path: what is kept is got, listed, changed and deleted alike. */
final class SimulatedRoutes {

    /** Answers with an object. */
    @FunctionalInterface
    interface Said {
        ObjectNode answer(SimulatedRequest request) throws IOException;
    }

    /** Answers with anything. */
    @FunctionalInterface
    interface Given {
        WholeReply answer(SimulatedRequest request) throws IOException;
    }

    private record Route(String method, List<String> path, Given given) {}

    private final SimulatedObjects objects;
    private final List<Route> routes = new ArrayList<>();

    SimulatedRoutes(SimulatedObjects objects) {
        this.objects = objects;
    }

    /** A request such as {@code POST /uploads/{}/cancel} is answered so; of several routes the first counts. */
    SimulatedRoutes on(String asked, Said said) {
        return give(asked, request -> WholeReply.json(said.answer(request)));
    }

    SimulatedRoutes give(String asked, Given given) {
        String[] words = asked.split(" ", 2);
        routes.add(new Route(words[0], segments(words[1]), given));
        return this;
    }

    /** What is kept at a path can be listed, got and deleted there. */
    SimulatedRoutes keep(String path, SimulatedKind kind) {
        return look(path, kind).on("DELETE " + path + "/{}", request -> {
            objects.delete(kind, parent(request, 1), id(kind, request));
            return SimulatedList.deleted(kind, id(kind, request));
        });
    }

    /** The same for what is there for good. */
    SimulatedRoutes look(String path, SimulatedKind kind) {
        return list(path, kind)
                .on("GET " + path + "/{}", request -> objects.get(kind, parent(request, 1), id(kind, request)));
    }

    SimulatedRoutes list(String path, SimulatedKind kind) {
        return on("GET " + path, request -> SimulatedList.of(kind, request, objects.list(kind, parent(request, 0))));
    }

    /** These members of what is kept at a path can be changed there. */
    SimulatedRoutes change(String asked, SimulatedKind kind, String... members) {
        return on(asked, request -> {
            ObjectNode facts = objects.get(kind, parent(request, 1), id(kind, request));
            ObjectNode said = request.json();
            for (String member : members) {
                if (said.has(member)) {
                    facts.set(member, said.get(member));
                }
            }
            return objects.put(kind, parent(request, 1), facts);
        });
    }

    /** What the last id in the path belongs to. */
    private static String parent(SimulatedRequest request, int own) {
        return request.ids().size() > own ? request.id() : "";
    }

    private static String id(SimulatedKind kind, SimulatedRequest request) {
        String last = request.ids().get(request.ids().size() - 1);
        return kind.isNamed() ? kind.prefix() + last : last;
    }

    /** One at a time: what is found is not changed by another before it is answered. */
    WholeReply answer(SimulatedRequest request) throws IOException {
        synchronized (objects) {
            return found(request);
        }
    }

    private WholeReply found(SimulatedRequest request) throws IOException {
        List<String> asked = segments(request.path());
        for (Route route : routes) {
            List<String> ids = new ArrayList<>();
            if (route.method.equals(request.passed().method()) && fits(route.path, asked, ids)) {
                return route.given.answer(request.with(ids));
            }
        }
        throw new ApiException(
                404, "invalid_request_error", "unknown_url", null, "The simulator has nothing at this address");
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static boolean fits(List<String> path, List<String> asked, List<String> ids) {
        if (path.size() != asked.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i).equals("{}")) {
                ids.add(asked.get(i));
            } else if (!path.get(i).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }
}
