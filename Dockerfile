FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml application.yaml prices.yaml ./
COPY routes routes
COPY transforms transforms
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip package

FROM eclipse-temurin:25-jre
RUN useradd --system --no-create-home --shell /usr/sbin/nologin serai
WORKDIR /app
COPY --from=build /build/target/serai.jar ./
COPY --from=build /build/target/lib lib
COPY application.yaml prices.yaml ./
COPY routes routes
COPY transforms transforms
# classes as the JVM wants them in memory: starts in two thirds of the time
RUN SERAI_DATA=/tmp/data java -XX:+UseParallelGC -XX:ArchiveClassesAtExit=serai.jsa -Dspring.context.exit=onRefresh -jar serai.jar \
  && rm -r /tmp/data && install -d -m 700 -o serai data
USER serai
VOLUME /app/data
EXPOSE 8080

ENV JAVA_OPTS="-XX:+UseParallelGC -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=75 -XX:SharedArchiveFile=serai.jsa"
# sh replaces itself by java, which so gets the signal to stop
ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -jar serai.jar \"$@\"", "serai"]

# the image has no curl
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}; printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3; read -r _ status _ <&3; [[ $status == 200 ]]"]
