enum SwitchDriversModule {}
