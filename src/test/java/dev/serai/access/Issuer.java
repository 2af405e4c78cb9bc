package dev.serai.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of tokens: it signs what it is given, and publishes its keys while it is up. */
final class Issuer implements AutoCloseable {

    static final RSAKey RSA = rsa("rsa");
    static final ECKey EC = ec("ec");

    /** A key that nobody publishes under its id, or under that of the one which is published. */
    static final RSAKey FOREIGN = rsa("foreign");

    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "issuer");
        thread.setDaemon(true);
        return thread;
    });
    private int port;
    private HttpServer server;

    /** What it does instead of answering with its keys; null for nothing. */
    volatile HttpHandler instead;

    volatile String keys = new JWKSet(List.of(RSA, EC)).toString(true);

    /** Starts on some port, or on the one it had before. */
    Issuer up() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            if (instead != null) {
                instead.handle(exchange);
                return;
            }
            byte[] body = keys.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(threads); // one answer may take long
        server.start();
        port = server.getAddress().getPort();
        return this;
    }

    void down() {
        server.stop(0);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/keys";
    }

    /** How often the keys were asked for. */
    int asked() {
        return asked.get();
    }

    static String signedByRsa(JWTClaimsSet claims) {
        return signed(header(JWSAlgorithm.RS256, "rsa"), claims, RSA);
    }

    static String signedByEc(JWTClaimsSet claims) {
        try {
            return signed(header(JWSAlgorithm.ES256, "ec"), claims, new ECDSASigner(EC));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
        try {
            return signed(header, claims, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the text of the public key, which everyone has, as the secret of HS256. */
    static String signedByThePublicKey(JWTClaimsSet claims) {
        try {
            byte[] secret = RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
            return signed(header(JWSAlgorithm.HS256, "rsa"), claims, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWSHeader header(JWSAlgorithm algorithm, String key) {
        return new JWSHeader.Builder(algorithm)
                .keyID(key)
                .type(JOSEObjectType.JWT)
                .build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        down();
    }
}
