-- Numbers are taken a hundred thousand at a time: H2 writes all that it has not yet written, be it committed or not, to take some.
alter table usage_record alter column id set cache 100000;
