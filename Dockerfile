# docker build --build-arg HAWTIO=true: with Hawtio, at /manage/hawtio
ARG HAWTIO=

FROM maven:3.9-eclipse-temurin-25 AS build
ARG HAWTIO
WORKDIR /build
COPY pom.xml application.yaml prices.yaml ./
COPY routes routes
COPY transforms transforms
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip ${HAWTIO:+-Phawtio} package && mkdir -p target/hawtio

FROM eclipse-temurin:25-jre
ARG HAWTIO
ENV SERAI_HAWTIO=${HAWTIO:-false}
# by its number, which Kubernetes can tell from root's
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin serai
WORKDIR /app
COPY --from=build /build/target/serai.jar ./
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/hawtio hawtio
COPY application.yaml prices.yaml ./
COPY routes routes
COPY transforms transforms
COPY deploy/aot.sh deploy/
# starts in three fifths of the time. lib/ is named by serai.jar, and plugins stand behind it: a cache is only taken where the class
# path begins with that it was made with
RUN deploy/aot.sh serai.aot -XX:+UseParallelGC -XX:+UseCompactObjectHeaders -cp 'serai.jar:hawtio/*' dev.serai.Serai \
  && install -d -m 700 -o serai data && install -d -o serai plugins token
USER 10001:10001
# all that is ever written, but for /tmp: the rest may be read-only
VOLUME /app/data
EXPOSE 8080

ENV JAVA_OPTS="-XX:+UseParallelGC -XX:+UseCompactObjectHeaders -XX:+UseTransparentHugePages -Djdk.pollerMode=1 -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=75 -XX:AOTCache=serai.aot -XX:ErrorFile=data/hs_err_%p.log"
# sh replaces itself by java, which so gets the signal to stop
ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -cp 'serai.jar:hawtio/*:plugins/*' dev.serai.Serai \"$@\"", "serai"]

# the image has no curl
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}; printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3; read -r _ status _ <&3; [[ $status == 200 ]]"]
