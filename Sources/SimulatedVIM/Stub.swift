enum SimulatedVIMModule {}
