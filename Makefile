.PHONY: help build test demo format clean

help:            ## Show these verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

build:           ## Build everything, without tests
	mvn -B -ntp -DskipTests package

test:            ## Run all tests, with a real broker, registry, store and model
	mvn -B verify

demo:            ## Run the whole way once on the bundled sample
	./theriac demo

format:          ## Format the code
	mvn -B -ntp -q spotless:apply

clean:           ## Remove what was built, and the local stack's data
	mvn -B -ntp -q clean
	rm -rf .theriac
